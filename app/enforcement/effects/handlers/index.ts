import type { Effect } from '../effect.ts'
import type { EffectKind } from '../effect-action.ts'
import type { Applied, HandlerContext, Handlers } from '../handler.ts'
import { checkRun } from './check-run.ts'
import { claudeByHand } from './claude-by-hand.ts'
import { comment, issueState, openIssue } from './conversation.ts'
import { connect, disconnect } from './connections.ts'
import { defineProperty } from './define-property.ts'
import { needPermission } from './need-permission.ts'
import { showDecision } from './show-decision.ts'
import { keepRuleset } from './keep-ruleset.ts'
import { pullComment } from './pull-comment.ts'
import { clearProperty, setProperty } from './set-property.ts'
import { dropSecret, giveSecret } from './secrets.ts'
import { disableWorkflow, enableWorkflow } from './workflows.ts'
import { denyTokenRequest, revokeToken } from './tokens.ts'
import { secretByHand } from './secret-by-hand.ts'
import { quarantine } from './quarantine.ts'
import { select } from './select.ts'
import { manualSteps } from './manual-steps.ts'
import { ownerNotice } from './owner-notice.ts'
import { undo } from './undo.ts'
import { policyProposal } from './policy-proposal.ts'
import { remediationPullRequest } from './remediation-pull-request.ts'

/** How each kind of effect is made; the compiler refuses to forget one. */
const handlers: Handlers = {
  select,
  quarantine,
  connect,
  disconnect,
  'drop-secret': dropSecret,
  'give-secret': giveSecret,
  'secret-by-hand': secretByHand,
  'claude-by-hand': claudeByHand,
  'disable-workflow': disableWorkflow,
  'enable-workflow': enableWorkflow,
  'deny-token-request': denyTokenRequest,
  'revoke-token': revokeToken,
  'check-run': checkRun,
  'pull-comment': pullComment,
  'policy-proposal': policyProposal,
  comment,
  'open-issue': openIssue,
  'issue-state': issueState,
  'need-permission': needPermission,
  'show-decision': showDecision,
  'keep-ruleset': keepRuleset,
  'define-property': defineProperty,
  'set-property': setProperty,
  'clear-property': clearProperty,
  'owner-notice': ownerNotice,
  'manual-steps': manualSteps,
  undo,
  'remediation-pull-request': remediationPullRequest,
}

/** @returns what makes effects of a kind; it is to be given no others */
export const handlerOf = (
  kind: EffectKind,
): ((effects: readonly Effect[], context: HandlerContext) => Promise<ReadonlyMap<string, Applied>>) =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- the compiler cannot know of which kind a list of effects is
  handlers[kind] as ReturnType<typeof handlerOf>
