import { hrefWith } from '@/components/ui/filter-links'

/**
 * The comparison of two sides of the project at `base` (`/org/project`). A side is `run:ID`, `commit:SHA`, `branch:NAME` or
 * `range:FROM..TO` with days or instants and, where it is not the default branch, `@BRANCH` behind.
 */
export const compareHref = (base: string, from: string, to: string, environment?: string): string =>
  hrefWith(`${base}/compare`, { base: from, head: to, environment })
