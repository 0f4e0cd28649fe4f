// A page that waits for the worker looks again by itself; without script its link does.
setTimeout(() => location.reload(), 3000);
