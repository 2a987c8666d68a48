import { threshold } from '../fields.ts'
import type { Finding } from '../../scanner/engine/finding.ts'
import { defineCheck } from './check.ts'
import { answerNone, counts, fromUp, isInTree } from './counted-findings.ts'

/** Rules that report risky files which the assistant's own settings do not keep it from reading. */
export const missingDenyRules: readonly string[] = ['claude-deny-rules-missing']

export const reportsMissingDenyRules = (finding: Finding): boolean => missingDenyRules.includes(finding.rule)

export const denyRules = defineCheck({
  name: 'denyRules',
  id: 'deny-rules',
  needs: 'scan',
  setting: threshold('low').describe(
    "The assistant's settings in the repository deny reading every risky file that was found. A repository without risky " +
      'files needs none.',
  ),
  wanted: (setting) =>
    `the assistant's settings deny reading the risky files that were found, ${fromUp(setting)}`,
  judge: (setting, { facts, findings }) =>
    answerNone(
      facts.scan,
      findings.filter(
        (finding) => reportsMissingDenyRules(finding) && isInTree(finding) && counts(finding, setting),
      ),
      {
        one: 'missing deny rule',
        many: 'missing deny rules',
        todo: 'Add the rules under `permissions.deny` in `.claude/settings.json`, as the finding says.',
      },
    ),
})
