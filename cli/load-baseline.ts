import { type Baseline, readBaseline } from '../policies/baseline.ts'
import { AppError } from '../scanner/errors.ts'
import { type Environment, fromCaller } from './environment.ts'
import { readText } from './load-policy.ts'

const todo = 'Make one with `gatehouse baseline create . -o baseline.json`.'

/**
 * What `--baseline` names: a baseline, or an earlier report as JSON.
 * @throws AppError `not-found`, `usage`
 */
export function loadBaseline(environment: Environment, given: string): Baseline {
  const text = readText(fromCaller(environment, given), 'a baseline', given)
  const read = readBaseline(text)
  if (read.ok) return read.baseline
  if (/^\s*\{\s*"version"\s*:\s*1\s*,\s*"findings"/.test(text))
    throw new AppError('usage', `${given} is no valid baseline. ${read.problem}`, { todo })
  return fromReport(text, given)
}

/** In a report each finding has its fingerprint; what else it says is not needed. */
function fromReport(text: string, given: string): Baseline {
  const found = text.match(/"fingerprint":\s?"g1:[0-9a-f]{40}"/g)
  if (!found && text.trim() !== '')
    throw new AppError('usage', `${given} is no baseline: it holds no fingerprint.`, { todo })
  const fingerprints = new Set(found?.map((one) => one.slice(-44, -1)))
  return { fingerprints, findings: [] }
}
