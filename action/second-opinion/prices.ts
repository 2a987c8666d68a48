/** US dollars for a million tokens. */
export interface Price {
  readonly input: number
  readonly output: number
}

/**
 * What the vendor asks without any agreement. Source: https://platform.claude.com/docs/about-claude/models (comparison of models, read in
 * November 2026); other places sell for other prices.
 */
const prices: Readonly<Record<string, Price>> = {
  'claude-fable-5-1': { input: 10, output: 50 },
  'claude-opus-5-5': { input: 4, output: 20 },
  'claude-opus-5': { input: 5, output: 25 },
  'claude-sonnet-5-5': { input: 2, output: 10 },
}

/** @returns undefined where the price is not known, so that no cost is made up */
export const priceOf = (model: string): Price | undefined =>
  Object.hasOwn(prices, model) ? prices[model] : undefined

/** @returns US dollars */
export const costOf = (
  { input, output }: Price,
  tokens: { readonly input: number; readonly output: number },
): number => (tokens.input * input + tokens.output * output) / 1_000_000

/**
 * How many tokens may be sent so that the worst answer keeps within both limits. Pure.
 * @param most.dollars of the whole call, with the longest answer
 * @returns 0 where not even an answer could be paid
 */
export function affordableTokens(
  most: { readonly tokens: number; readonly dollars: number },
  price: Price | undefined,
  longestAnswer: number,
): number {
  if (price === undefined) return most.tokens
  const left = most.dollars - costOf(price, { input: 0, output: longestAnswer })
  return Math.max(0, Math.min(most.tokens, Math.floor((left * 1_000_000) / price.input)))
}
