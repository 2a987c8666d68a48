/** The page of one finding everywhere. Pure. */
export const findingHref = ({
  rule,
  fingerprint,
}: {
  readonly rule: string
  readonly fingerprint: string
}): string => `/findings/${rule}/${fingerprint}`
