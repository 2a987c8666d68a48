import type { World } from '../world/world.ts'
import type { Resource, Standing } from './limits.ts'

export const commonHeaders = (
  { clock, profile }: World,
  { requestId, version }: { readonly requestId: string; readonly version: string | undefined },
): Readonly<Record<string, string>> => ({
  // Clients correct their own clock by it.
  date: new Date(clock.now()).toUTCString(),
  server: 'github.com',
  'x-github-request-id': requestId,
  'x-github-media-type': 'github.v3; format=json',
  'x-github-api-version-selected': version ?? '2022-11-28',
  vary: 'Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, Accept, X-Requested-With',
  ...('serverVersion' in profile && profile.serverVersion
    ? { 'x-github-enterprise-version': `enterprise-server@${profile.serverVersion}` }
    : {}),
})

/** Enterprise Server sends none of these while limits are off. */
export const standingHeaders = (
  { profile }: World,
  { limit, remaining, used, reset }: Standing,
  resource: Resource,
): Readonly<Record<string, string>> =>
  profile.limited
    ? {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-used': String(used),
        'x-ratelimit-reset': String(reset),
        'x-ratelimit-resource': resource,
      }
    : {}
