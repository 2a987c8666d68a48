import { threshold } from '../fields.ts'
import { defineCheck } from './check.ts'
import { answerNone, counts, fromUp, isInTree } from './counted-findings.ts'

export const safeWorkflows = defineCheck({
  name: 'safeWorkflows',
  id: 'workflow-hygiene',
  needs: 'scan',
  setting: threshold('high').describe('No workflow runs an assistant in an unsafe way.'),
  wanted: (setting) => `no workflow that runs an assistant unsafely, ${fromUp(setting)}`,
  judge: (setting, { facts, findings }) =>
    answerNone(
      facts.scan,
      findings.filter(
        (finding) => finding.kind === 'workflow' && isInTree(finding) && counts(finding, setting),
      ),
      {
        one: 'unsafe use in a workflow',
        many: 'unsafe uses in workflows',
        todo: 'Correct each workflow as its finding says.',
      },
    ),
})
