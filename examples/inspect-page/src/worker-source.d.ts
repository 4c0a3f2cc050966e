/** The script of the worker, which the build makes of `worker.ts`. */
declare module "worker-source" {
  const source: string;
  export default source;
}
