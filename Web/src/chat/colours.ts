import type { Element, Root } from 'hast'
import bash from 'highlight.js/lib/languages/bash'
import csharp from 'highlight.js/lib/languages/csharp'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import latex from 'highlight.js/lib/languages/latex'
import python from 'highlight.js/lib/languages/python'
import typescript from 'highlight.js/lib/languages/typescript'
import { createLowlight } from 'lowlight'
import type { Options } from 'react-markdown'

const lowlight = createLowlight({ bash, csharp, javascript, json, latex, python, typescript })
const longest = 50_000

/** Colours the code of a block whose language is known. */
function colour(node: Root | Element): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const code = child.tagName === 'pre' ? child.children[0] : undefined
    if (code?.type !== 'element' || code.tagName !== 'code') {
      colour(child)
      continue
    }
    const classes = Array.isArray(code.properties.className) ? code.properties.className : []
    const language = classes.map(String).find((c) => c.startsWith('language-'))?.slice('language-'.length)
    const text = code.children[0]
    if (!language || !lowlight.registered(language) || text?.type !== 'text' || text.value.length > longest) continue
    code.children = lowlight.highlight(language, text.value).children as Element[]
  }
}

export const plugins: NonNullable<Options['rehypePlugins']> = [() => colour]
