/**
 * The addresses that PagerDuty's webhooks come from, by service region, as published in 2026-11
 * (https://developer.pagerduty.com/docs/webhook-ips, https://developer.pagerduty.com/ip-safelists/webhooks-us-service-region-json
 * and webhooks-eu-service-region-json). Editions of the US list differ by its last three: what any of them names is let in,
 * since the signature decides anyway and a missing address silences the pager.
 */
export const PAGERDUTY_ADDRESSES: Readonly<Record<'us' | 'eu', readonly string[]>> = {
  us: [
    '44.242.69.192',
    '52.89.71.166',
    '54.213.187.133',
    '35.86.21.47',
    '52.88.94.18',
    '44.238.89.29',
    '54.241.68.46',
    '54.176.72.216',
    '54.177.81.67',
    '13.56.49.27',
    '34.210.57.30',
    '34.210.242.134',
    '52.34.208.156',
    '34.202.21.89',
    '34.239.229.93',
    '34.231.45.166',
  ],
  eu: [
    '18.192.91.93',
    '18.158.120.237',
    '18.194.177.30',
    '18.158.199.216',
    '3.126.25.87',
    '18.197.187.16',
    '54.76.3.62',
    '54.170.2.90',
    '52.213.188.110',
    '54.195.179.238',
    '34.250.91.200',
    '54.76.225.71',
  ],
};
