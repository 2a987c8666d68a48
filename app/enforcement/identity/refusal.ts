/** Why somebody was not let in by their company's identity provider. Codes are permanent. */
export const refusals = {
  'sso-stale': {
    title: 'This sign-in is over',
    cause: 'It was begun more than ten minutes ago, in another browser, or it has been used already.',
    fix: 'Begin again at the sign-in page of Gatehouse. Sign-ins that begin at the provider (tiles of a portal) are not taken: link the tile to that page.',
  },
  'sso-denied': {
    title: 'The provider did not let you through',
    cause: 'The identity provider answered with an error of its own instead of saying who it is.',
    fix: 'Assign the person, or their group, to the application at the provider; its sign-in log has the reason.',
  },
  'sso-unavailable': {
    title: 'The identity provider does not answer',
    cause: 'Its discovery document, keys or token address could not be read.',
    fix: 'See whether the issuer address opens from where Gatehouse runs, also through a proxy, and whether its certificate is trusted there.',
  },
  'sso-misconfigured': {
    title: 'The identity provider does not know Gatehouse',
    cause: 'It does not take the client id, the client secret or the redirect address.',
    fix: 'Compare client id and redirect address with those that Settings shows, and enter a client secret that has not expired.',
  },
  'sso-not-proven': {
    title: 'What the provider sent proves nothing',
    cause:
      'A signature, issuer, audience, recipient, time or number of what it sent is not what it has to be. The message says which.',
    fix: 'Paste what was sent into the test panel, which names each check. After a change of certificate, give the new metadata.',
  },
  'sso-no-email': {
    title: 'The provider sent no e-mail address',
    cause: 'There is no `email` claim or e-mail attribute.',
    fix: 'Send the e-mail address: the scope `email`, or an attribute; the person needs one in the directory.',
  },
  'sso-email-unverified': {
    title: 'The provider does not vouch for the e-mail address',
    cause: '`email_verified` is missing or is not true.',
    fix: 'Have the address verified at the provider. Where its administrators alone give addresses out (Entra), set “E-mail addresses without `email_verified` are the directory’s own”.',
  },
  'sso-domain-not-verified': {
    title: 'The domain is not verified',
    cause: 'The e-mail address is of a domain that this organization has not shown to be its own.',
    fix: 'A Gatehouse owner adds the domain in Settings and sets the TXT record that it shows.',
  },
  'sso-not-provisioned': {
    title: 'Nobody told Gatehouse of you',
    cause:
      'The connection takes in those alone whom SCIM has provisioned, and nobody with this subject or user name is.',
    fix: 'Assign the person to the provisioning application, or let people be taken in when they sign in.',
  },
  'sso-deactivated': {
    title: 'You are deactivated',
    cause: 'The identity provider has deactivated this person by SCIM.',
    fix: 'Activate them at the provider; the next sync lets them in.',
  },
  'sso-no-role': {
    title: 'You have no role here',
    cause:
      'No line of groups and claims fits, and nothing was granted. Without a linked GitHub account the role auditor alone counts.',
    fix: 'Look at the test panel: it names the groups that arrived, and the nearest line. Others link their GitHub account.',
  },
  'sso-groups-too-many': {
    title: 'The provider left the groups out',
    cause:
      'Entra sends a pointer (`_claim_names`, `hasgroups`) instead of groups to people in more than 200 of them.',
    fix: 'Set the groups claim to “Groups assigned to the application”, or use app roles.',
  },
  'sso-required': {
    title: 'Your company wants you to come by its own door',
    cause: 'Single sign-on is enforced for this person, and they came by GitHub alone.',
    fix: 'Sign in by the company’s door. Break-glass owners come in by GitHub with a recovery code.',
  },
  'sso-other-account': {
    title: 'That is another GitHub account',
    cause:
      'The identity is linked to another GitHub account, or the account to another identity of the same provider.',
    fix: 'Sign in to GitHub with the linked account; an owner can end the link.',
  },
  'sso-recovery-refused': {
    title: 'The recovery code does not work',
    cause: 'It is not one of this owner’s, or it has been used.',
    fix: 'Use another one; each works once.',
  },
} as const satisfies Readonly<Record<string, { title: string; cause: string; fix: string }>>
export type RefusalCode = keyof typeof refusals

/** Thrown where a sign-in by an identity provider comes to nothing. Its message says what exactly, and names no secret. */
export class SignOnRefused extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.name = 'SignOnRefused'
    this.code = code
  }
}
