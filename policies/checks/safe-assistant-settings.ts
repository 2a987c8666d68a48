import { threshold } from '../fields.ts'
import { defineCheck } from './check.ts'
import { answerNone, counts, fromUp, isInTree } from './counted-findings.ts'
import { reportsMissingDenyRules } from './deny-rules.ts'

export const safeAssistantSettings = defineCheck({
  name: 'safeAssistantSettings',
  id: 'assistant-settings',
  needs: 'scan',
  setting: threshold('high').describe(
    'No assistant configuration in the repository is unsafe. Deny rules are a condition of their own.',
  ),
  wanted: (setting) => `no unsafe assistant configuration, ${fromUp(setting)}`,
  judge: (setting, { facts, findings }) =>
    answerNone(
      facts.scan,
      findings.filter(
        (finding) =>
          finding.kind === 'assistant' &&
          !reportsMissingDenyRules(finding) &&
          isInTree(finding) &&
          counts(finding, setting),
      ),
      {
        one: 'unsafe setting',
        many: 'unsafe settings',
        todo: 'Correct each setting as its finding says.',
      },
    ),
})
