import type { Range } from '../documents/document.ts'

/** Code from a pull request, fetched into the workspace. */
export interface OutsideCode {
  readonly range: Range
  /** A branch by its name: in this repository, unless the checkout names the fork. */
  readonly byBranchName: boolean
  readonly text: string
}

/** A commit of a pull request, or the ref under which GitHub keeps it. */
export const byCommit =
  /\bgithub\.event\.(?:pull_request\.(?:head\.sha|merge_commit_sha)|workflow_run\.head_(?:sha|commit\.id))\b|\brefs\/(?:remotes\/)?pull\/|\bpull\/(?:\$\{\{[^{}\n]{1,200}\}\}|\$?[\w{}]{1,100}|\*)\/(?:head|merge)\b/i
/** A pull request's branch by its name. */
export const byBranch =
  /\bgithub\.event\.(?:pull_request\.head\.(?:ref|label)|workflow_run\.head_branch)\b|\bgithub\.head_ref\b/i
/** Values that other steps looked up; what is in them can't be seen here. */
export const lookedUp = /\b(?:steps|needs)\.[\w.-]{1,100}\.outputs\.[\w-]{0,60}(?:head|sha|ref|branch)/i
