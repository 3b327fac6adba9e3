import type { Element, ElementContent, Root } from 'hast'

const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : node.type === 'element' ? node.children.map(textOf).join('') : ''

const containers = new Set(['ul', 'ol', 'blockquote', 'table', 'tbody', 'thead', 'section'])

/** Marks the blocks that hold the lines, so that they can be shown. */
export const cited = (from: number, to: number) => (tree: Root) => {
  const mark = (nodes: Root['children'] | ElementContent[]): void => {
    for (const node of nodes) {
      if (node.type !== 'element' || !node.position) continue
      if (node.position.end.line < from || node.position.start.line > to) continue
      if (containers.has(node.tagName)) mark(node.children)
      else node.properties = { ...node.properties, className: [...classes(node), 'cited'] }
    }
  }
  mark(tree.children)
}

/** Quotes that begin with [!kind] are callouts: the kind is their class, and what follows it their title. */
export const callouts = () => (tree: Root) => {
  const visit = (nodes: Root['children'] | ElementContent[]): void => {
    for (const node of nodes) {
      if (node.type !== 'element') continue
      visit(node.children)
      if (node.tagName !== 'blockquote') continue
      const first = node.children.find((c): c is Element => c.type === 'element' && c.tagName === 'p')
      const head = first?.children[0]
      if (!first || head?.type !== 'text') continue
      const found = /^\[!([\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*([^\n]*)\n?/.exec(head.value)
      if (!found) continue
      const [whole, kind = '', title = ''] = found
      head.value = head.value.slice(whole.length)
      node.properties = { ...node.properties, className: [...classes(node), 'callout', `callout-${kind.toLowerCase()}`] }
      const name = title || kind[0]!.toUpperCase() + kind.slice(1).toLowerCase()
      node.children.unshift({
        type: 'element', tagName: 'p', properties: { className: ['callout-title'] }, children: [{ type: 'text', value: name }],
      })
      if (!textOf(first).trim()) node.children = node.children.filter((c) => c !== first)
    }
  }
  visit(tree.children)
}

const classes = (node: Element): string[] =>
  Array.isArray(node.properties.className) ? node.properties.className.map(String) : []
