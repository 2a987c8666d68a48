import type { Level, Permissions } from '../world/entities.ts'

/**
 * Who may call an operation. `needs` are alternatives; each is a set of permissions that must all be there. `open` says
 * that anybody may read it of a public repository.
 */
export type Access =
  | { readonly by: 'anyone' | 'app' | 'client' | 'installation' | 'person' }
  | {
      readonly by: 'repository' | 'organization' | 'enterprise'
      readonly needs: readonly Permissions[]
      readonly open: boolean
      /** People's own tokens are refused, whatever they may do. */
      readonly appsOnly: boolean
    }

export type Scoped = Extract<Access, { readonly needs: unknown }>

interface Options {
  readonly open?: boolean
  readonly appsOnly?: boolean
}

export const onRepository = (needs: string, options: Options = {}): Access =>
  scoped('repository', needs, options)
export const onOrganization = (needs: string, options: Options = {}): Access =>
  scoped('organization', needs, options)
export const onEnterprise = (needs: string): Access => scoped('enterprise', needs, { appsOnly: true })

/** `a:read` one permission, `a:read + b:write` both, `a:read | b:write` either. */
const scoped = (by: Scoped['by'], needs: string, { open = false, appsOnly = false }: Options): Access => ({
  by,
  needs: needs.split(' | ').map(readPermissions),
  open,
  appsOnly,
})

const readPermissions = (text: string): Permissions =>
  Object.fromEntries(
    text.split(' + ').map((one) => {
      const [name, level] = one.split(':')
      return [name!, readLevel(level)] as const
    }),
  )

function readLevel(text: string | undefined): Level {
  if (text === 'read' || text === 'write' || text === 'admin') return text
  throw new Error(`Not a level of permission: ${text}`)
}

const ranks: Readonly<Record<Level, number>> = { read: 1, write: 2, admin: 3 }

export const isGranted = (granted: Permissions, needed: Permissions): boolean =>
  Object.entries(needed).every(
    ([name, level]) => ranks[granted[name] ?? 'read'] >= ranks[level] && name in granted,
  )

/** The value of `x-accepted-github-permissions`, as seen from GitHub: `a=write,b=read; c=write`. */
export const acceptedPermissions = (needs: readonly Permissions[]): string =>
  needs
    .map((one) =>
      Object.entries(one)
        .map(([name, level]) => `${name}=${level}`)
        .join(','),
    )
    .join('; ')
