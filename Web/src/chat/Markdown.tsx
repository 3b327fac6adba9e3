import { memo, useEffect, useMemo, useState, type ComponentProps, type ReactNode } from 'react'
import ReactMarkdown, { type Components, type Options } from 'react-markdown'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import { useTexts } from '../i18n'
import { callouts, cited } from '../knowledge/blocks'
import { marked, missing } from '../knowledge/obsidian'
import { CopyButton } from '../shell/CopyButton'
import { Formula } from './Formula'
import { prepared } from './prepared'

type Plugins = NonNullable<Options['rehypePlugins']>

const schema = {
  ...defaultSchema,
  attributes: { ...defaultSchema.attributes, code: [['className', /^language-./, 'math-inline', 'math-display']] },
} as typeof defaultSchema

/** The tree is cleaned first: the colours that are put into the clean one are ours. */
const clean: Plugins = [[rehypeSanitize, schema]]
let colours: Plugins | null = null

/** What colours code is loaded with the first of it. */
function usePlugins(text: string): Plugins {
  const [, loaded] = useState(false)
  const hasCode = text.includes('```') || text.includes('~~~')
  useEffect(() => {
    let isHere = true
    if (hasCode && !colours)
      void import('./colours').then(
        (m) => {
          colours = m.plugins
          if (isHere) loaded(true)
        },
        () => {},
      )
    return () => {
      isHere = false
    }
  }, [hasCode])
  return hasCode && colours ? [...clean, ...colours] : clean
}

const classOf = (children: ReactNode) => (children as { props?: { className?: string } } | undefined)?.props?.className ?? ''

function Code({ children, ...rest }: ComponentProps<'pre'>) {
  const t = useTexts()
  const className = classOf(children)
  if (className.includes('math-display')) return <Formula formula={textOf(children)} display />
  const language = /language-(\S+)/.exec(className)?.[1] ?? ''
  return (
    <figure className="code">
      <figcaption>
        <span>{language || t('code')}</span>
        <CopyButton text={() => textOf(children)} />
      </figcaption>
      <pre {...rest} tabIndex={0} dir="ltr">
        {children}
      </pre>
    </figure>
  )
}

function textOf(node: ReactNode): string {
  if (node === null || node === undefined || typeof node === 'boolean') return ''
  if (Array.isArray(node)) return node.map(textOf).join('')
  if (typeof node === 'object') return textOf((node as { props?: { children?: ReactNode } }).props?.children)
  return String(node)
}

const components: Components = {
  pre: ({ node: _, ...rest }) => <Code {...rest} />,
  code: ({ node: _, ...rest }) =>
    rest.className?.includes('math-inline') ? <Formula formula={textOf(rest.children)} display={false} /> : <code {...rest} />,
  table: ({ node: _, ...rest }) => <ScrolledTable {...rest} />,
  a: ({ node: _, ...rest }) => <Anchor {...rest} />,
  // A picture of a stranger's server would tell it who reads this: its name is shown, and no more.
  img: ({ alt, src }) => <PictureName name={alt || String(src ?? '')} />,
  input: ({ node: _, ...rest }) => <input {...rest} aria-label="" disabled />,
}

function Anchor({ href, children, ...rest }: ComponentProps<'a'>) {
  const t = useTexts()
  if (href === marked) return <mark>{children}</mark>
  if (href === missing) return <span className="missing" title={t('noNote')}>{children}</span>
  // Within the page, or to another note.
  if (href?.startsWith('#') || href?.startsWith('/knowledge/')) return <a href={href}>{children}</a>
  return (
    <a {...rest} href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

function ScrolledTable(props: ComponentProps<'table'>) {
  const t = useTexts()
  return (
    <div className="table" role="region" aria-label={t('table')} tabIndex={0}>
      <table {...props} />
    </div>
  )
}

function PictureName({ name }: { name: string }) {
  const t = useTexts()
  return <span className="picture-name">{t('remoteImage', { name })}</span>
}

/** A note, each of whose lines stays where it is. The blocks with the cited lines are marked. */
export const NoteMarkdown = memo(function NoteMarkdown({ text, from, to }: { text: string; from?: number; to?: number }) {
  const plugins = usePlugins(text)
  const all = useMemo(() => [...plugins, callouts, ...(from && to ? [() => cited(from, to)] : [])], [plugins, from, to])
  return (
    <div className="prose" dir="auto">
      <ReactMarkdown remarkPlugins={[remarkGfm, remarkMath]} rehypePlugins={all} components={components} skipHtml>
        {text}
      </ReactMarkdown>
    </div>
  )
})

/** What a model or a person wrote. Nothing in it can become more than text, formulas, code, tables and links. */
export default memo(function Markdown({ text }: { text: string }) {
  const plugins = usePlugins(text)
  return (
    <div className="prose" dir="auto">
      <ReactMarkdown remarkPlugins={[remarkGfm, remarkMath]} rehypePlugins={plugins} components={components} skipHtml>
        {prepared(text)}
      </ReactMarkdown>
    </div>
  )
})
