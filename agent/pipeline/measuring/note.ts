/** A line for the person who watches; measurements are on stdout. */
export const note = (line: string) => process.stderr.write(`${line}\n`)
