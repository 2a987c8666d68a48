import { thresholdSeverities } from './fields.ts'
import type { AllowlistDecisions, AllowlistSettings } from './policy-allowlist.ts'

/** What both a parent and a child say of the allowlist. Who decides is the parent's to say. */
export const stricterAllowlist = (
  parent: AllowlistSettings,
  child: AllowlistSettings,
): AllowlistSettings => ({
  file: parent.file,
  inlineComments: child.inlineComments === 'request' ? 'request' : parent.inlineComments,
  otherComments: child.otherComments === 'request' ? 'request' : parent.otherComments,
  decisions: joinDecisions(parent.decisions, child.decisions),
  otherScanners: earlier(parent.otherScanners, child.otherScanners),
})

const joinDecisions = (parent: AllowlistDecisions, child: AllowlistDecisions): AllowlistDecisions => ({
  ...parent,
  pathOwners: lower(parent.pathOwners, child.pathOwners),
  ownChange: parent.ownChange && child.ownChange,
  maxDays: Math.min(parent.maxDays, child.maxDays),
  answerWithinDays: Math.min(parent.answerWithinDays, child.answerWithinDays),
})

const ranked = ['none', ...thresholdSeverities] as const

const lower = (
  one: AllowlistDecisions['pathOwners'],
  other: AllowlistDecisions['pathOwners'],
): AllowlistDecisions['pathOwners'] => (ranked.indexOf(one) < ranked.indexOf(other) ? one : other)

function earlier(
  { blockFrom: one }: AllowlistSettings['otherScanners'],
  { blockFrom: other }: AllowlistSettings['otherScanners'],
): AllowlistSettings['otherScanners'] {
  const blockFrom = thresholdSeverities.find((severity) => severity === one || severity === other)
  return blockFrom === undefined ? {} : { blockFrom }
}
