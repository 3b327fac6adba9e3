/** Turns of the writing direction that text can hide in: a reader would see something other than what is there. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g

const fence = /(^|\n)[ \t]*(`{3,}|~{3,})[\s\S]*?(?:\n[ \t]*\2|$)/g
const inline = /(`+)[^`][\s\S]*?\1/g

/** A formula that has its lines to itself is shown so. */
const alone = (_: string, indent: string, formula: string) =>
  ['$$', ...formula.trim().split('\n'), '$$'].map((line) => indent + line.trim()).join('\n')

/** Markdown as models write it, in the form that is read: formulas in \( \) and \[ \] become those in dollar signs. */
export function prepared(text: string): string {
  const code: string[] = []
  const hide = (found: string) => `\u0000${code.push(found) - 1}\u0000`
  return text
    .replaceAll('\u0000', '')
    .replace(turns, '')
    .replace(fence, hide)
    .replace(inline, hide)
    .replace(/\\\[([\s\S]+?)\\\]/g, (_, formula: string) => `$$${formula.trim()}$$`)
    .replace(/^([ \t]*)\$\$((?:[^$\n]|\n(?!\n))+?)\$\$[ \t]*$/gm, alone)
    .replace(/\\\(([\s\S]+?)\\\)/g, (_, formula: string) => `$${formula.trim()}$`)
    .replace(new RegExp('\u0000(\\d+)\u0000', 'g'), (_, n: string) => code[Number(n)] ?? '')
}
