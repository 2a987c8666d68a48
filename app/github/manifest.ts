import { observeEvents } from './events.ts'
import { observePermissions, type Permission } from './permissions.ts'

export interface ManifestOptions {
  /** The App's name: unique on its GitHub host, at most 34 characters. */
  readonly name: string
  /** Where GitHub sends the browser with the code. */
  readonly redirectUrl: string
  /** Where people and GitHub reach us; undefined: GitHub is polled. */
  readonly publicUrl: string | undefined
  readonly isEnterpriseServer: boolean
}

/** Where the one host of a deployment delivers, or the first of several. */
export const webhookPath = '/webhooks/github'

/** Where GitHub sends people back to who sign in. */
export const signInCallbackPath = '/sign-in/callback'

/** Where a host delivers, of which a deployment has several. */
export const webhookPathOf = (host: string): string => `${webhookPath}/${host}`
/** What the App's page on GitHub points at where we have no address of our own. */
const homepage = 'https://example.com'

/** A new App's settings, as GitHub takes them. Source: docs.github.com, "Registering a GitHub App from a manifest". */
export function appManifest({ name, redirectUrl, publicUrl, isEnterpriseServer }: ManifestOptions) {
  return {
    name,
    url: publicUrl ?? homepage,
    description: 'Decides and shows which repositories AI assistants may reach. It only looks.',
    public: false,
    redirect_url: redirectUrl,
    // Where we have no address of our own, people reach us where the set-up was.
    callback_urls: [new URL(signInCallbackPath, publicUrl ?? redirectUrl).href],
    // Who installs the App is not asked to sign in then.
    request_oauth_on_install: false,
    hook_attributes: {
      // GitHub wants an address also where none is in use.
      url: new URL(webhookPath, publicUrl ?? homepage).href,
      active: publicUrl !== undefined,
    },
    default_permissions: permissionLevels(
      observePermissions.filter(({ isCloudOnly }) => !isEnterpriseServer || isCloudOnly !== true),
    ),
    default_events: observeEvents.map(({ name }) => name),
  }
}

export const permissionLevels = (
  permissions: readonly Permission[],
): Readonly<Record<string, Permission['level']>> =>
  Object.fromEntries(permissions.map(({ key, level }) => [key, level]))
