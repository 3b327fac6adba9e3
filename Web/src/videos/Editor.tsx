import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { python } from '@codemirror/lang-python'
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { linter, lintGutter, lintKeymap, type Diagnostic } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import type { CodeReport } from '../api/client'

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.definition(tags.variableName), tags.className, tags.function(tags.variableName)], color: 'var(--code-title)' },
])

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--sunken)', fontSize: '0.85rem', maxHeight: '26rem', borderRadius: '8px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', overflow: 'auto', maxHeight: '26rem' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--faint)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'var(--hover)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--selection) !important' },
  '&.cm-focused': { outline: '2px solid var(--accent)' },
  // Instead of the pictures that the linter brings along as data.
  '.cm-lint-marker': { content: 'normal', width: '0.6em', height: '0.6em', borderRadius: '50%', marginTop: '0.35em' },
  '.cm-lint-marker-error': { content: 'normal', backgroundColor: 'var(--bad)' },
  '.cm-lint-marker-warning': { content: 'normal', backgroundColor: 'var(--code-number)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--code-number)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--bad)' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--ink)', border: '1px solid var(--line)' },
})

interface Props {
  code: string
  label: string
  onChange: (code: string) => void
  check: (code: string) => Promise<CodeReport>
}

function diagnosticsOf(report: CodeReport, state: EditorState): Diagnostic[] {
  return [
    ...report.errors.map((note) => ({ note, severity: 'error' as const })),
    ...report.warnings.map((note) => ({ note, severity: 'warning' as const })),
  ].map(({ note, severity }) => {
    const line = state.doc.line(Math.min(Math.max(1, note.line), state.doc.lines))
    const from = Math.min(line.to, line.from + Math.max(0, note.column - 1))
    return { from, to: line.to, severity, message: [note.message, note.suggestion].filter(Boolean).join(' ') }
  })
}

/**
 * The editor lives in a shadow tree: there CodeMirror hands its styles to the browser as sheets, where in the page it would write
 * inline ones, which the policy forbids.
 */
export default function Editor({ code, label, onChange, check }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const told = useRef({ onChange, check })
  told.current = { onChange, check }
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: 'open' })
    const view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: code,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          bracketMatching(),
          highlightActiveLine(),
          indentUnit.of('    '),
          EditorState.tabSize.of(4),
          python(),
          syntaxHighlighting(colours),
          lintGutter(),
          linter(
            async (v) => {
              const text = v.state.doc.toString()
              if (!text.trim()) return []
              try {
                return diagnosticsOf(await told.current.check(text), v.state)
              } catch {
                return []
              }
            },
            { delay: 500 },
          ),
          keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
          EditorView.contentAttributes.of({ 'aria-label': label, dir: 'ltr' }),
          EditorView.updateListener.of((u) => u.docChanged && told.current.onChange(u.state.doc.toString())),
          look,
        ],
      }),
    })
    return () => view.destroy()
  }, [code, label])
  return <div ref={host} className="editor" />
}
