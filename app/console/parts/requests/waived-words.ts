import type { Schema } from '../../api.ts'

type Waived = Schema<'Exception'>['waived']

/** What is waived: a condition, or findings that are meant together. Pure. */
export function waivedInWords(waived: Waived): string {
  if ('check' in waived) return waived.check
  const { rules = [], kinds = [], severity, paths = [] } = waived.findings
  const narrowed = [
    rules.length > 0 && `of ${rules.join(', ')}`,
    kinds.length > 0 && `of the kind ${kinds.join(', ')}`,
    severity !== undefined && `at most ${severity}`,
    paths.length > 0 && `in ${paths.join(', ')}`,
  ].filter((one) => one !== false)
  return ['findings', ...narrowed].join(' ')
}
