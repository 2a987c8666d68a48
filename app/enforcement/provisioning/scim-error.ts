/** Why a request is refused, for identity providers to branch on. Source: RFC 7644, section 3.12, table 9. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

/** What an identity provider asked and does not get. Its message is shown in the provider's log, to whoever runs it. */
export class ScimError extends Error {
  readonly status: number
  readonly scimType: ScimType | undefined
  constructor(status: number, message: string, scimType?: ScimType) {
    super(message)
    this.status = status
    this.scimType = scimType
  }
}

export const invalid = (scimType: ScimType, message: string): ScimError =>
  new ScimError(400, message, scimType)
export const notThere = (what: string): ScimError => new ScimError(404, `There is no such ${what} here.`)
