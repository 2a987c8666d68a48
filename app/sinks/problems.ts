/**
 * What keeps a sink from taking events, in words for whoever set it up. Codes are permanent: metrics, the API and docs/siem-fields.md name
 * them. `says` completes "The receiver …" or stands for itself; `todo` is the next step.
 */
export const sinkProblems = {
  'name-unknown': {
    says: 'No address is known for the name of the receiver (DNS).',
    todo: 'Check the name, and that the machine of Gatehouse can resolve it.',
  },
  'address-refused': {
    says: 'The name leads to an address that may not be connected to.',
    todo: 'Private addresses have to be named in SIEM_PRIVATE_ADDRESSES; those where clouds tell credentials are never allowed.',
  },
  'connection-refused': {
    says: 'Nothing listens at the address and port.',
    todo: 'Check the port, and that the receiver runs.',
  },
  unreachable: {
    says: 'There is no way to the address.',
    todo: 'Check routes and firewalls between Gatehouse and the receiver.',
  },
  'proxy-refused': {
    says: 'The proxy did not connect to the receiver.',
    todo: 'Check HTTPS_PROXY and NO_PROXY, and that the proxy lets Gatehouse reach the receiver.',
  },
  'no-answer': {
    says: 'No answer came in time.',
    todo: 'A firewall may drop packets silently, or the receiver may be too slow: look at its load.',
  },
  'connection-broken': {
    says: 'The connection broke before the receiver had confirmed.',
    todo: 'It is tried again by itself. If it stays so, look at the log of the receiver.',
  },
  'certificate-unknown': {
    says: 'The receiver’s certificate was issued by an authority that is not trusted.',
    todo: 'Give the certificate of that authority (PEM) in the settings of the sink.',
  },
  'certificate-name': {
    says: 'The receiver’s certificate is for another name.',
    todo: 'Use a name that stands in the certificate, or have a certificate issued for this one.',
  },
  'certificate-expired': {
    says: 'The receiver’s certificate has expired, or is not valid yet.',
    todo: 'Renew it, and compare the clocks of both machines.',
  },
  'client-certificate': {
    says: 'The receiver wants a certificate of Gatehouse, or does not accept the one that it showed.',
    todo: 'Give a client certificate and its key that the receiver’s authority issued.',
  },
  'tls-failed': {
    says: 'No encrypted connection came about.',
    todo: 'Check that the port speaks TLS (1.2 or 1.3) and is not the unencrypted one.',
  },
  redirected: {
    says: 'The receiver answered with a redirect, which is not followed.',
    todo: 'Give the address that it leads to.',
  },
  'not-accepted': {
    says: 'The receiver does not accept the token, key or signature (401, 403).',
    todo: 'Give the secret anew; check that it is enabled and may write there.',
  },
  'not-found': {
    says: 'There is no such address at the receiver (404, 405, 410).',
    todo: 'Check the path of the address.',
  },
  invalid: {
    says: 'The receiver refuses what was sent as not valid (400, 422).',
    todo: 'Look at its answer and log. What it refuses is kept and can be sent again.',
  },
  'too-large': {
    says: 'The receiver takes no more at a time (413).',
    todo: 'Less is sent at a time by itself. Where a single event is too large, raise the receiver’s limit and send it again.',
  },
  busy: {
    says: 'The receiver is busy (429, 503).',
    todo: 'It is tried again when the receiver says, or later and later.',
  },
  'receiver-failed': {
    says: 'Something is out of order at the receiver (5xx).',
    todo: 'It is tried again by itself. Look at the log of the receiver.',
  },
  'unexpected-answer': {
    says: 'The answer is none that such a receiver gives.',
    todo: 'Check that the address leads to the receiver and not to a proxy or a sign-in page.',
  },
  'refuses-everything': {
    says: 'The receiver refused one event after the other, so none more is given up.',
    todo: 'Correct what it complains of; then everything goes on by itself.',
  },
  'splunk-index': {
    says: 'Splunk does not know the index, or the token may not write to it (code 7).',
    todo: 'Create the index, or allow it to the token.',
  },
  'splunk-channel': {
    says: 'Splunk wants a channel, or does not accept it (codes 10, 11, 14).',
    todo: 'Give a channel where the token has indexer acknowledgement switched on, and none where it is off.',
  },
  'splunk-unindexed': {
    says: 'Splunk took the events, and did not acknowledge in time that they are indexed.',
    todo: 'It is sent again, marked as repeated. Look at the load of the indexers.',
  },
  'bucket-missing': {
    says: 'There is no such bucket.',
    todo: 'Check the name, the endpoint, and whether it wants path style.',
  },
  'wrong-region': {
    says: 'The bucket lies in another region.',
    todo: 'Give the region that the bucket was made in.',
  },
  'clock-skewed': {
    says: 'The clocks of Gatehouse and the receiver differ too much.',
    todo: 'Set both by NTP.',
  },
  'syslog-unconfirmed': {
    says: 'The receiver ended the connection without saying that it had read everything (TLS close_notify).',
    todo: 'Either it was stopped meanwhile, and gets the same again; or it never says so: then switch “confirms” off, after which a receiver that dies can lose what was under way.',
  },
  'secret-unreadable': {
    says: 'The secret of the sink cannot be unsealed.',
    todo: 'Give it anew, or give Gatehouse the SEAL_KEY that sealed it.',
  },
  'settings-unreadable': {
    says: 'The settings of the sink are none that this version knows.',
    todo: 'Start the version that wrote them, or set the sink up anew.',
  },
} as const

export type SinkProblemCode = keyof typeof sinkProblems

/** What went wrong, by its code and with what the receiver said of it. */
export interface SinkProblem {
  readonly code: SinkProblemCode
  /** A short text without anything secret, such as the answer's status. */
  readonly detail?: string
}

/** In one sentence or two, for people. */
export const sayProblem = ({ code, detail }: SinkProblem): string =>
  detail === undefined ? sinkProblems[code].says : `${sinkProblems[code].says} ${detail}`

export const isSinkProblemCode = (text: string): text is SinkProblemCode => Object.hasOwn(sinkProblems, text)
