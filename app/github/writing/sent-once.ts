import type { Octokit } from '../api-client.ts'

/**
 * A client that sends what changes something once: what failed may have been made all the same, and who tries again looks first. The
 * client's own second try would make a second check, or be told that a ruleset of that name is there.
 */
export const sentOnce = ({ request }: Octokit): Octokit => ({
  request: (route, parameters) =>
    /^(?:GET|HEAD) /.test(route)
      ? request(route, parameters)
      : request(route, { ...parameters, request: { retries: 0 } }),
})
