import type { Token, Tokens } from 'marked'
import type { ReactNode } from 'react'

type Props = { table: Tokens.Table; inlines: (tokens?: readonly Token[]) => ReactNode }

/** A cell as short as this stays on one line. */
const SHORT = 14

const shape = ({ align, text }: Tokens.TableCell) =>
  `${align === 'right' ? 'text-right' : 'text-left'} ${text.length <= SHORT ? 'whitespace-nowrap' : 'break-words'}`

/** A table of a report: as wide as the sheet at most on paper, and scrolling inside its box on a phone. */
export function MarkdownTable({ table, inlines }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and a region would be one landmark per table
    <div
      role="group"
      className="my-3 overflow-x-auto print:overflow-visible"
      aria-label={table.header.map((cell) => cell.text).join(', ')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table
        className={`w-full border-collapse not-print:max-md:min-w-[42rem] print:text-[8.5pt] print:leading-snug ${table.header.length > 5 ? 'text-xs' : 'text-sm'}`}
      >
        <thead>
          <tr className="border-b border-line-strong">
            {table.header.map((cell, i) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
                key={i}
                scope="col"
                className={`py-1.5 pr-3 align-bottom text-xs font-medium text-ink-2 last:pr-0 ${table.header.length < 5 ? 'first:w-[28%]' : ''} ${shape(cell)}`}
              >
                {inlines(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
            <Row key={r} row={row} inlines={inlines} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A row that says something in its first cell alone is the title of those below it. */
function Row({ row, inlines }: { row: Tokens.TableCell[]; inlines: Props['inlines'] }) {
  const [first, ...rest] = row
  if (first && rest.length > 0 && rest.every((cell) => cell.text === ''))
    return (
      <tr className="break-inside-avoid break-after-avoid border-b border-line">
        <th scope="colgroup" colSpan={row.length} className="pt-4 pb-1.5 text-left font-normal">
          {inlines(first.tokens)}
        </th>
      </tr>
    )
  return (
    <tr className="break-inside-avoid border-b border-line">
      {row.map((cell, i) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
          key={i}
          className={`py-1.5 pr-3 align-top last:pr-0 ${shape(cell)}`}
        >
          {inlines(cell.tokens)}
        </td>
      ))}
    </tr>
  )
}
