import { expect, test } from 'vitest'
import { missingDenyRules } from '../../policies/checks/deny-rules.ts'
import { thresholdConfidences, thresholdSeverities } from '../../policies/fields.ts'
import { governedAssistants, governedPaths } from '../../policies/policy.ts'
import { assistants } from '../../scanner/assistants/assistants.ts'
import { connectionPaths } from '../../scanner/assistants/connection.ts'
import { confidences, severities } from '../../scanner/engine/rule.ts'
import { assistantRuleInfos } from '../../scanner/rules/assistants/index.ts'

// Policies may import types only from the scanner, so these lists are written twice and held together here.

test('every assistant that is recognised can be governed', () => {
  expect(governedAssistants).toEqual(assistants.map(({ id }) => id))
})

test('connection paths are the same', () => {
  expect(governedPaths).toEqual(connectionPaths)
})

test('thresholds know every severity but info, and every confidence, in the same order', () => {
  expect(thresholdSeverities).toEqual(severities.filter((one) => one !== 'info'))
  expect(thresholdConfidences).toEqual(confidences)
})

test('the rules that report missing deny rules exist', () => {
  expect(assistantRuleInfos.map(({ id }) => id)).toEqual(expect.arrayContaining([...missingDenyRules]))
})
