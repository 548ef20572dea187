/** Words to insert, delete or replace to make one text of the other: V. Levenshtein 1966, over words. */
export function wordErrors(said: string, heard: string): number {
  const wanted = said.split(' ').filter(Boolean)
  const words = heard.split(' ').filter(Boolean)
  let costs = [0, ...words.map((_, i) => i + 1)]
  for (const [i, word] of wanted.entries()) {
    const next = [i + 1]
    for (const [j, other] of words.entries())
      next.push(Math.min(costs[j]! + Number(word !== other), costs[j + 1]! + 1, next[j]! + 1))
    costs = next
  }
  return costs[words.length]!
}
