import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { Refusal } from '../server/refusal.ts'
import { noContent, ok } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import { apiOf } from './git-data.ts'

export const branchProtectionHandlers: Handlers = {
  'repos/get-branch-protection': (request) => {
    const branch = request.params['branch']!
    const known = readDetails(request.repository).protections.get(branch)
    if (known === undefined) throw new Refusal(404, 'Branch not protected')
    return ok(protection(request, branch))
  },
  'repos/update-branch-protection': (request) => {
    const branch = request.params['branch']!
    editDetails(request.repository).protections.set(branch, request.body({}))
    return ok(protection(request, branch))
  },
  'repos/delete-branch-protection': (request) => {
    if (!editDetails(request.repository).protections.delete(request.params['branch']!))
      throw new Refusal(404, 'Branch not protected')
    return noContent
  },
}

interface ProtectionBody {
  readonly enforce_admins?: boolean | null
  readonly required_status_checks?: {
    readonly strict?: boolean
    readonly contexts?: readonly string[]
    readonly checks?: readonly { readonly context: string; readonly app_id?: number }[]
  } | null
  readonly required_pull_request_reviews?: { readonly required_approving_review_count?: number } | null
  readonly allow_force_pushes?: boolean | null
}

function protection(request: ApiRequest, branch: string): Readonly<Record<string, unknown>> {
  const url = `${apiOf(request)}/branches/${encodeURIComponent(branch)}/protection`
  const known: ProtectionBody = readDetails(request.repository).protections.get(branch) ?? {}
  const checks = known.required_status_checks
  const reviews = known.required_pull_request_reviews
  return {
    url,
    ...(checks
      ? {
          required_status_checks: {
            url: `${url}/required_status_checks`,
            strict: checks.strict ?? false,
            contexts: checks.checks?.map(({ context }) => context) ?? checks.contexts ?? [],
            contexts_url: `${url}/required_status_checks/contexts`,
            checks:
              checks.checks?.map((one) => ({ context: one.context, app_id: one.app_id ?? null })) ??
              (checks.contexts ?? []).map((context) => ({ context, app_id: null })),
          },
        }
      : {}),
    ...(reviews
      ? {
          required_pull_request_reviews: {
            url: `${url}/required_pull_request_reviews`,
            dismiss_stale_reviews: false,
            require_code_owner_reviews: false,
            required_approving_review_count: reviews.required_approving_review_count ?? 1,
          },
        }
      : {}),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: known.enforce_admins ?? false },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: known.allow_force_pushes ?? false },
    allow_deletions: { enabled: false },
  }
}
