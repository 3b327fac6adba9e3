import type { Note } from '../api/client'

/** Where a link of ours leads when it is pressed: a note, or nowhere. */
export const missing = '#missing'
export const marked = '#marked'

const escaped = (text: string) => text.replace(/([\\[\]*_`<>$|~])/g, '\\$1')

/**
 * A note's Markdown as Obsidian writes it, in the form that every reader knows. Each line stays where it is, because citations
 * name lines. Which [[…]] are links is what the server has read: those in code are none.
 */
export function standard(note: Note, hrefOf: (document: string) => string): string {
  const byLine = new Map<number, Note['links']>()
  for (const link of note.links) byLine.set(link.line, [...(byLine.get(link.line) ?? []), link])
  const lines = note.text.split('\n')
  let from = 0
  if (lines[0]?.trim() === '---') {
    const end = lines.findIndex((line, i) => i > 0 && /^(---|\.\.\.)\s*$/.test(line))
    if (end > 0) from = end + 1
  }
  let fence = ''
  return lines
    .map((line, i) => {
      if (i < from) return ''
      const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1]
      if (fence) {
        if (mark?.startsWith(fence)) fence = ''
        return line
      }
      if (mark) {
        fence = mark
        return line
      }
      return linked(line, [...(byLine.get(i + 1) ?? [])], hrefOf)
    })
    .join('\n')
}

function linked(line: string, links: Note['links'], hrefOf: (document: string) => string): string {
  return line
    .split(/(`+[^`]*`+)/)
    .map((part, i) => {
      if (i % 2 === 1) return part
      return part
        .replace(/(!?)\[\[([^\]]+)\]\]/g, (all, _: string, inner: string) => {
          const [target = '', ...rest] = inner.replaceAll('\\|', '|').split('|')
          const at = links.findIndex((link) => target.trim() === whole(link) || target.split('#')[0]!.trim() === link.target)
          if (at < 0) return all
          const [link] = links.splice(at, 1)
          // The last part is what is shown; that of a picture is its size.
          const last = rest.at(-1)?.trim()
          const shown = last && !/^\d+(x\d+)?$/.test(last) ? last : target.trim().replace(/#\^?/g, ' › ').replace(/^ › /, '')
          return `[${escaped(shown)}](${link!.document_id ? hrefOf(link!.document_id) : missing})`
        })
        .replace(/==(?=\S)([^=]+?)(?<=\S)==/g, (_, text: string) => `[${text}](${marked})`)
    })
    .join('')
}

const whole = (link: Note['links'][number]) =>
  link.target + (link.heading ? `#${link.heading}` : '') + (link.block ? `#^${link.block}` : '')
