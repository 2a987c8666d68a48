import type { SecretRule } from '../../engine/rule.ts'
import { anyOf, named, prefixed } from './form.ts'
import { unverified } from './service-rule.ts'
import { chars, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const devices = 'read and control the account’s devices'

/** Things at home, in the field and on the body; media servers; learning. */
export const deviceServices: readonly SecretRule[] = [
  ...singleKey({
    id: 'adafruit',
    name: 'Adafruit IO',
    revokeAt: 'https://io.adafruit.com, under My Key',
    source: unverified('https://io.adafruit.com/api/docs/#authentication'),
    severity: 'medium',
    allows: 'read and write the account’s feeds',
    ...anyOf(prefixed('aio_', chars('base62', 28)), named('adafruit io key', chars('base64url', 32))),
  }),
  ...singleKey({
    id: 'blynk',
    name: 'Blynk',
    revokeAt: 'https://blynk.cloud, under the device’s info',
    source: unverified('https://docs.blynk.io/en/concepts/device#authtoken'),
    kind: 'auth-token',
    severity: 'medium',
    allows: 'read and control the device',
    ...named('blynk auth token', chars('base64url', 32)),
  }),
  ...singleKey({
    id: 'canvaslms',
    name: 'Canvas',
    revokeAt: 'the account’s Settings > Approved integrations',
    source: unverified('https://canvas.instructure.com/doc/api/file.oauth.html'),
    kind: 'access-token',
    allows: 'read and change courses and grades as the person it belongs to',
    ...named(
      {
        words: 'canvas access token',
        names: ['token', 'api_key', 'apikey', 'api-key', 'canvas_', 'canvas-', 'canvas.', 'canvaskey'],
        name: /canvas|accesstoken|apitoken|apikey/,
      },
      chars('digits', 1, 5),
      '~',
      chars('base62', 64),
    ),
    confidence: 'high',
  }),
  ...singleKey({
    id: 'fitbit',
    name: 'Fitbit',
    revokeAt: 'https://dev.fitbit.com/apps',
    source: unverified('https://dev.fitbit.com/build/reference/web-api/developer-guide/authorization/'),
    kind: 'client-secret',
    allows: 'complete sign-ins as the app and read the health data of the people who use it',
    ...named({ words: 'fitbit client secret', name: /fitbit.{0,20}secret/ }, chars('hex', 32)),
  }),
  ...singleKey({
    id: 'lifx',
    name: 'LIFX',
    revokeAt: 'https://cloud.lifx.com/settings',
    source: unverified('https://api.developer.lifx.com/reference/authentication'),
    kind: 'access-token',
    severity: 'medium',
    allows: 'read and control the account’s lights',
    ...named('lifx access token', 'c', chars('hex', 63)),
  }),
  ...singleKey({
    id: 'particle',
    name: 'Particle',
    revokeAt: 'https://console.particle.io',
    source: unverified('https://docs.particle.io/reference/cloud-apis/access-tokens/'),
    kind: 'access-token',
    allows: devices,
    ...named(
      {
        words: 'particle access token',
        name: /particle(?:io|api|cloud)?(?:access|auth)?(?:token|key)/,
        ownWord: true,
      },
      chars('hex', 40),
    ),
  }),
  ...singleKey({
    id: 'plex',
    name: 'Plex',
    revokeAt: 'https://app.plex.tv/desktop/#!/settings/devices/all, by removing the device',
    source: unverified('https://support.plex.tv/articles/204059436'),
    kind: 'token',
    severity: 'medium',
    allows: 'use the account’s media servers',
    ...named(
      {
        words: 'plex token',
        service: ['plex token', 'plex auth', 'plex api'],
        name: /plex.{0,12}token/,
        ownWord: true,
      },
      chars('base64url', 20),
    ),
  }),
  ...singleKey({
    id: 'samsara',
    name: 'Samsara',
    revokeAt: 'https://cloud.samsara.com, under Settings > API tokens',
    source: unverified('https://developers.samsara.com/docs/authentication'),
    kind: 'api-token',
    severity: 'high',
    allows: 'read where vehicles and drivers are and change their data',
    ...prefixed('samsara_api_', chars('base62', 30)),
  }),
  ...singleKey({
    id: 'smartthings',
    name: 'SmartThings',
    revokeAt: 'https://account.smartthings.com/tokens',
    source: unverified(
      'https://developer.smartthings.com/docs/getting-started/authorization-and-permissions',
    ),
    kind: 'access-token',
    allows: devices,
    ...named({ words: 'smartthings access token', service: ['smartthings', 'smart things'] }, uuid),
  }),
  ...singleKey({
    id: 'thethings',
    name: 'The Things Network',
    revokeAt: 'https://console.cloud.thethings.network, under API keys',
    source: unverified('https://www.thethingsindustries.com/docs/concepts/features/api-keys/'),
    allows: 'read and change devices and gateways, as far as its rights reach',
    ...prefixed('NNSXS.', chars('upperDigits', 39), '.', chars('upperDigits', 52)),
  }),
  ...singleKey({
    id: 'thingspeak',
    name: 'ThingSpeak',
    revokeAt: 'https://thingspeak.mathworks.com, under the channel’s API Keys',
    source: unverified('https://www.mathworks.com/help/thingspeak/channels-and-charts-api.html'),
    severity: 'low',
    allows: 'write to the channel or, with a read key, read it',
    ...named(
      {
        words: 'thingspeak write api key',
        service: ['thingspeak', 'thing speak', 'write api key'],
        name: /thingspeak.{0,20}key|writeapikey/,
      },
      chars('upperDigits', 16),
    ),
  }),
  ...singleKey({
    id: 'tuya',
    name: 'Tuya',
    revokeAt: 'https://platform.tuya.com/cloud/',
    source: unverified('https://developer.tuya.com/en/docs/iot/authentication-method'),
    kind: 'access-secret',
    allows: devices,
    ...named({ words: 'tuya access secret', name: /tuya.{0,20}(?:secret|key)/ }, chars('hex', 32)),
  }),
]
