internal import NIOCore
internal import NIOPosix

/// Runs tasks on the thread of the event loop that carries all connections.
///
/// What waits for the loop's own events then goes on without waking another thread, which costs more than all else that
/// is done for a request. Nothing that blocks may run on it.
final class LoopExecutor: TaskExecutor {
  static let shared = LoopExecutor(MultiThreadedEventLoopGroup.singleton.any())

  let loop: any EventLoop

  private init(_ loop: any EventLoop) {
    self.loop = loop
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
