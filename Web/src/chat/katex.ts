import 'katex/dist/katex.min.css'
import katex from 'katex'

/**
 * Draws a formula into an element; one that cannot be read stays as it was written. A formula can neither link nor load anything, nor
 * grow without end. It is built of elements rather than of HTML: the policy forbids the inline styles that KaTeX's HTML has.
 */
export function draw(formula: string, into: HTMLElement, display: boolean): void {
  try {
    katex.render(formula, into, { displayMode: display, trust: false, strict: 'ignore', maxExpand: 500, maxSize: 20 })
  } catch {
    into.textContent = formula
    into.classList.add('unread')
  }
}
