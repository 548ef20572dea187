declare module 'jstat' {
  type Distribution = {
    inv(p: number, ...shape: number[]): number
    cdf(x: number, ...shape: number[]): number
  }
  const library: {
    jStat: {
      studentt: Distribution
      normal: Distribution
      binomial: { cdf(k: number, n: number, p: number): number }
    }
  }
  export default library
}
