import { z } from 'zod'
import type { Octokit } from './api-client.ts'

/** A token for an installation. */
export interface InstallationToken {
  readonly token: string
  /** Milliseconds since 1970, by our clock. */
  readonly expiresAt: number
  /** What it may; undefined: GitHub did not say. */
  readonly permissions: Readonly<Record<string, string>> | undefined
}

/** Narrows a token. */
export interface Narrowing {
  readonly repositoryIds?: readonly number[]
  readonly permissions?: Readonly<Record<string, string>>
}

/**
 * Tokens of one App on one host. Octokit's own strategy shares requests under way by the installation's id alone, and two
 * hosts may have the same: a token of one would be sent to the other.
 */
export interface InstallationTokens {
  /** The installation's whole token, kept until shortly before its end. */
  readonly get: (installationId: number) => Promise<InstallationToken>
  /** A narrower one; never kept. `answer` is everything that GitHub said with it. */
  readonly mint: (
    installationId: number,
    narrowing: Narrowing,
  ) => Promise<InstallationToken & { readonly answer: unknown }>
  /** It was refused: the next is a new one. */
  readonly forget: (installationId: number) => void
  /** What an installation may was heard: a token from before it was changed is given up. */
  readonly heard: (installationId: number, permissions: Readonly<Record<string, string>>) => Promise<void>
}

const minted = z.object({
  token: z.string(),
  expires_at: z.string(),
  permissions: z.record(z.string(), z.string()).optional(),
})

/** A token that ends while a reading is under way would fail it. */
const marginMs = 5 * 60_000

/**
 * @param asApp signs as the App
 * @param now milliseconds since 1970
 */
export function createInstallationTokens(asApp: Octokit, now: () => number): InstallationTokens {
  const kept = new Map<number, Promise<InstallationToken>>()

  const mint: InstallationTokens['mint'] = async (installationId, { repositoryIds, permissions }) => {
    const { data, headers } = await asApp.request('POST /app/installations/{installation_id}/access_tokens', {
      installation_id: installationId,
      ...(repositoryIds && { repository_ids: repositoryIds }),
      ...(permissions && { permissions }),
    })
    const one = minted.parse(data)
    // How long it lasts is told by GitHub's clock; ours may be wrong.
    const theirs = Date.parse('date' in headers ? String(headers.date) : '')
    const lasts = Date.parse(one.expires_at) - (Number.isNaN(theirs) ? now() : theirs)
    return { token: one.token, expiresAt: now() + lasts, permissions: one.permissions, answer: data }
  }

  const renew = (installationId: number): Promise<InstallationToken> => {
    const asked = mint(installationId, {})
    kept.set(installationId, asked)
    asked.catch(() => {
      // A newer one may have been asked for meanwhile.
      if (kept.get(installationId) === asked) kept.delete(installationId)
    })
    return asked
  }

  return {
    mint,
    get: async (installationId) => {
      const known = await kept.get(installationId)
      if (known && known.expiresAt - marginMs > now()) return known
      // Whoever waited for the same one may have asked already.
      const newer = kept.get(installationId)
      return newer && (await newer) !== known ? newer : renew(installationId)
    },
    forget: (installationId) => void kept.delete(installationId),
    heard: async (installationId, permissions) => {
      const known = await kept.get(installationId)
      if (known?.permissions && !isSame(known.permissions, permissions)) kept.delete(installationId)
    },
  }
}

const isSame = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([name, level]) => b[name] === level)
