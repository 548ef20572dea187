import { marked, type Token, type Tokens } from 'marked'
import { Fragment, type ReactNode } from 'react'
import { MarkdownTable } from './markdown-table'
import { withTokens } from './verdict-tokens'

/**
 * Markdown as elements. Nothing of it ever becomes HTML: a tag stays the text it is, an image is its description, and a link leads
 * only where a link may.
 */
export function Markdown({ text }: { text: string }) {
  return <>{blocks(marked.lexer(text))}</>
}

/** About 72 characters of running text; tables may be wider. */
const MEASURE = 'max-w-[60ch]'

const each = (tokens: readonly Token[] | undefined, render: (token: Token) => ReactNode): ReactNode =>
  (tokens ?? []).map((token, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of one text never move
    <Fragment key={i}>{render(token)}</Fragment>
  ))
const blocks = (tokens?: readonly Token[]) => each(tokens, block)
const inlines = (tokens?: readonly Token[]) => each(tokens, inline)

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'heading':
      return headingOf(token as Tokens.Heading)
    case 'paragraph':
      return <p className={`my-3 wrap-anywhere ${MEASURE}`}>{inlines(token.tokens)}</p>
    case 'list':
      return listOf(token as Tokens.List)
    case 'table':
      return <MarkdownTable table={token as Tokens.Table} inlines={inlines} />
    case 'blockquote':
      return (
        <blockquote className="my-3 border-l-2 border-line-strong pl-3">{blocks(token.tokens)}</blockquote>
      )
    case 'code':
      return (
        <pre className="my-3 font-mono text-[0.92em] wrap-anywhere whitespace-pre-wrap">{token.text}</pre>
      )
    case 'hr':
      return <hr className="my-6" />
    case 'html':
      return <p className="my-3 wrap-anywhere">{token.raw.trim()}</p>
    default:
      return inline(token)
  }
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case 'text':
      return token.tokens ? inlines(token.tokens) : withTokens(token.text)
    case 'escape':
      return token.text
    case 'strong':
      return <strong className="font-semibold">{inlines(token.tokens)}</strong>
    case 'em':
      return <em>{inlines(token.tokens)}</em>
    case 'del':
      return <del>{inlines(token.tokens)}</del>
    case 'codespan':
      return <code className="font-mono text-[0.92em] wrap-anywhere">{token.text}</code>
    case 'br':
      return <br />
    case 'image':
      return token.text
    case 'link':
      return linkOf(token as Tokens.Link)
    default:
      return token.raw
  }
}

function headingOf({ depth, tokens }: Tokens.Heading) {
  const words = inlines(tokens)
  if (depth === 1) return <h2 className="mb-4 text-xl font-semibold tracking-tight text-balance">{words}</h2>
  if (depth === 2)
    return (
      <h3 className="mt-8 mb-3 break-after-avoid border-b border-line pb-1 text-lg font-semibold">{words}</h3>
    )
  return <h4 className="mt-5 mb-2 break-after-avoid font-semibold">{words}</h4>
}

function listOf({ ordered, items }: Tokens.List) {
  const rows = each(items, (item) => (
    <li className="my-1.5 pl-1 wrap-anywhere">{blocks((item as Tokens.ListItem).tokens)}</li>
  ))
  return ordered ? (
    <ol className={`my-3 list-decimal pl-6 marker:text-ink-3 ${MEASURE}`}>{rows}</ol>
  ) : (
    <ul className={`my-3 list-disc pl-6 marker:text-ink-3 ${MEASURE}`}>{rows}</ul>
  )
}

/** Pages, mail, and places on this very page or server; anything else is told as text. */
const LEADS_SOMEWHERE = /^(?:https?:\/\/|mailto:|#|\/(?![/\\]))/i

function linkOf({ href, tokens }: Tokens.Link) {
  if (!LEADS_SOMEWHERE.test(href)) return inlines(tokens)
  return (
    <a href={href} className="link wrap-anywhere" rel="nofollow noreferrer">
      {inlines(tokens)}
    </a>
  )
}
