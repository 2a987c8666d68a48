import type { Waived } from '../../../policies/exception.ts'
import { markdownCode } from '../../../report/escape/markdown.ts'

/** What is waived, where people read of it who need not be allowed to see the repository: no rule and no path. Markdown. */
export const waivedInWords = (waived: Waived): string =>
  'check' in waived ? `the condition ${markdownCode(waived.check)}` : 'findings of one class'

/** The same in full, as the register shows it: neither Markdown nor escaped. */
export function waivedInFull(waived: Waived): string {
  if ('check' in waived) return waived.check
  const { rules = [], kinds = [], severity, paths = [] } = waived.findings
  return [
    'findings',
    ...(rules.length > 0 ? [`of ${rules.join(', ')}`] : []),
    ...(kinds.length > 0 ? [`of kind ${kinds.join(', ')}`] : []),
    ...(severity === undefined ? [] : [`up to severity ${severity}`]),
    ...(paths.length > 0 ? [`in ${paths.join(', ')}`] : []),
  ].join(' ')
}
