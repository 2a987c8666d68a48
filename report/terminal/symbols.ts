/** Signs in front of lines and between words; never the only carrier of a meaning. */
export interface Symbols {
  readonly good: string
  readonly bad: string
  readonly unsure: string
  readonly advice: string
  readonly rule: string
  readonly gutter: string
  readonly arrow: string
  readonly dot: string
  readonly ellipsis: string
}

const unicodeSymbols: Symbols = {
  good: '✓',
  bad: '✗',
  unsure: '?',
  advice: '!',
  rule: '─',
  gutter: '│',
  arrow: '→',
  dot: '·',
  ellipsis: '…',
}

const asciiSymbols: Symbols = {
  good: '+',
  bad: 'x',
  unsure: '?',
  advice: '!',
  rule: '-',
  gutter: '|',
  arrow: '->',
  dot: '-',
  ellipsis: '...',
}

export const symbolsFor = (unicode: boolean): Symbols => (unicode ? unicodeSymbols : asciiSymbols)
