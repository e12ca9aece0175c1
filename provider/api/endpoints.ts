/**
 * Regions without an endpoint of their own: the central one serves them.
 *
 * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-endpoint
 */
const CENTRAL_REGIONS: ReadonlySet<string> = new Set([
  "cn-qingdao",
  "cn-huhehaote",
  "cn-hangzhou-finance",
  "ap-south-1",
  "ap-southeast-2",
]);

/** The public endpoint of DataWorks in a region. */
export function publicEndpoint(region: string): string {
  return CENTRAL_REGIONS.has(region)
    ? "https://dataworks.aliyuncs.com"
    : `https://dataworks.${region}.aliyuncs.com`;
}

/** Whether an endpoint is the service's own, public or inside a VPC; a host name may end with a dot. */
export function isServiceEndpoint(endpoint: string): boolean {
  const hostname = new URL(endpoint).hostname.replace(/\.$/, "");
  return hostname === "aliyuncs.com" || hostname.endsWith(".aliyuncs.com");
}

/** What a state records of the endpoint that it was written through: nothing for the service, which has many, else the origin. */
export function endpointRecord(endpoint: string): string | undefined {
  return isServiceEndpoint(endpoint) ? undefined : new URL(endpoint).origin;
}

/** Whether an endpoint is on this machine, as the emulator's is. */
export function isLoopback(endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
