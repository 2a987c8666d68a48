import type { SecretRule } from '../../engine/rule.ts'
import { analyticsServices } from './analytics-services.ts'
import { automationServices } from './automation-services.ts'
import { contentServices } from './content-services.ts'
import { customerServices } from './customer-services.ts'
import { dataServices } from './data-services.ts'
import { deviceServices } from './device-services.ts'
import { discord } from './discord.ts'
import { dropbox } from './dropbox.ts'
import { emailServices } from './email-services.ts'
import { exchangeServices } from './exchange-services.ts'
import { facebook, instagram } from './facebook.ts'
import { grafana } from './grafana.ts'
import { identityServices } from './identity-services.ts'
import { messagingServices } from './messaging-services.ts'
import { monitoringServices } from './monitoring-services.ts'
import { newrelic } from './newrelic.ts'
import { paymentServices } from './payment-services.ts'
import { braintree, paypal } from './paypal.ts'
import { projectServices } from './project-services.ts'
import { salesforce } from './salesforce.ts'
import { securityServices } from './security-services.ts'
import { sentry } from './sentry.ts'
import { shopServices } from './shop-services.ts'
import { shopify } from './shopify.ts'
import { slack } from './slack.ts'
import { socialServices } from './social-services.ts'
import { square, squarespace } from './square.ts'
import { stripe } from './stripe.ts'
import { telegram } from './telegram.ts'
import { twilio } from './twilio.ts'
import { twitter } from './twitter.ts'

/** Payment, messaging, monitoring, analytics, e-commerce, project tools and other services applications talk to. */
export const applicationRules: readonly SecretRule[] = [
  ...analyticsServices,
  ...automationServices,
  ...braintree,
  ...contentServices,
  ...customerServices,
  ...dataServices,
  ...deviceServices,
  ...discord,
  ...dropbox,
  ...emailServices,
  ...exchangeServices,
  ...facebook,
  ...grafana,
  ...identityServices,
  ...instagram,
  ...messagingServices,
  ...monitoringServices,
  ...newrelic,
  ...paymentServices,
  ...paypal,
  ...projectServices,
  ...salesforce,
  ...securityServices,
  ...sentry,
  ...shopify,
  ...shopServices,
  ...slack,
  ...socialServices,
  ...square,
  ...squarespace,
  ...stripe,
  ...telegram,
  ...twilio,
  ...twitter,
]
