/**
 * Every format that is read and what it is, in the order in which they are tried. Apart from the readers, for whoever only lists them
 * need not load them.
 */
export const FORMAT_TITLES: readonly { name: string; title: string }[] = [
  { name: 'phasegate', title: 'Phasegate run upload (JSON)' },
  { name: 'pytest-benchmark', title: 'pytest-benchmark (--benchmark-json)' },
  { name: 'junit', title: 'JUnit XML (test times)' },
]
