import type { EnvironmentDetails, Measurement } from '../wire'

/** What another tool's output says of a run; what it leaves out, the sender adds. */
export type Parsed = {
  measurements: Measurement[]
  startedAt?: string
  commit?: string
  commitAt?: string
  branch?: string
  /** never with a name: that of a CI machine changes with every run */
  environment?: Omit<EnvironmentDetails, 'name'>
}

/** One tool's format: text in, measurements out. `parse` throws FormatError. */
export type Format = {
  name: string
  title: string
  /** Whether the text is surely of this format. */
  detect: (text: string, json: unknown) => boolean
  parse: (text: string) => Parsed
}
