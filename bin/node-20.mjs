/** What Node 20 lacks and aws-local-stepfunctions 3 takes for granted: https://tc39.es/ecma262/#sec-promise.withResolvers */
Promise.withResolvers ??= () => {
  let resolve;
  let reject;
  const promise = new Promise((...settle) => {
    [resolve, reject] = settle;
  });
  return { promise, resolve, reject };
};

// The SDK's notice of its own end of support is for us, not for who reads a report.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
