import { pathKind } from '../../engine/path-kind.ts'
import { type Confidence, type Severity, severities } from '../../engine/rule.ts'

const calm: ReadonlySet<string> = new Set([
  'test',
  'example',
  'documentation',
  'vendored',
  'minified',
  'generated',
])

/** What stands in tests, examples and copies of others' code harms nobody yet, or is not theirs to change who are told. */
export function calmAmongTests(
  path: string,
  judged: { readonly severity: Severity; readonly confidence: Confidence },
): { readonly severity: Severity; readonly confidence: Confidence } {
  if (!calm.has(pathKind(path))) return judged
  const isFaint =
    severities.indexOf(judged.severity) <= severities.indexOf('low') && judged.confidence === 'low'
  return { severity: isFaint ? 'info' : 'low', confidence: 'low' }
}
