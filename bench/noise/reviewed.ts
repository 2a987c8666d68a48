/** What a person says of a finding in a pinned package, having looked at it. */
export interface Review {
  /** `name@version`. */
  readonly spec: string
  /** Inside the package. */
  readonly path: string
  readonly rule: string
  /** `fair`: has the form of the real thing, and a reviewer should see it once; `noise`: should not have been reported. */
  readonly verdict: 'fair' | 'noise'
  readonly why: string
}

/** Every finding outside tests that has been looked at. `npm run noise` names those that are missing here. */
export const reviews: readonly Review[] = [
  {
    spec: 'aws-sdk@2.1693.0',
    path: 'apis/sso-oidc-2019-06-10.examples.json',
    rule: 'jwt-token',
    verdict: 'fair',
    why: 'Complete signed tokens in the samples of an API description; one was issued by a real login service, and expired in 2018.',
  },
  {
    spec: 'aws-sdk@2.1693.0',
    path: 'clients/datasync.d.ts',
    rule: 'azure-shared-access-signature',
    verdict: 'fair',
    why: 'A complete signature for a storage account in the description of a parameter; it was valid for eight hours in 2023.',
  },
  {
    spec: 'axios@1.21.1',
    path: 'README.md',
    rule: 'generic-password',
    verdict: 'noise',
    why: 'Passwords made up for the manual’s samples of basic authentication.',
  },
]
