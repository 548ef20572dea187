/** A file that is not of its format. `place` says where: a line, or a path in the file. */
export class FormatError extends Error {
  constructor(
    message: string,
    readonly place: string,
  ) {
    super(message)
    this.name = 'FormatError'
  }
}
