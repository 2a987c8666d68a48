import type { Confidence, Severity } from '../../scanner/engine/rule.ts'

/** How a viewer marks a result. */
export const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

/**
 * GitHub's ranking of security results: over 9.0 critical, from 7.0 high, from 4.0 medium, below low.
 * Source: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
 */
export const securitySeverities: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: '0.1',
}

/** GitHub lists results of the same severity by this. */
export const precisions: Readonly<Record<Confidence, string>> = {
  high: 'very-high',
  medium: 'high',
  low: 'low',
}

/** SARIF's rank, 0 to 100: grave and sure first. */
export const rankOf = (severity: Severity, confidence: Confidence): number =>
  severityRank[severity] + confidenceRank[confidence]

const severityRank: Readonly<Record<Severity, number>> = {
  critical: 80,
  high: 60,
  medium: 40,
  low: 20,
  info: 0,
}
const confidenceRank: Readonly<Record<Confidence, number>> = { high: 20, medium: 10, low: 0 }
