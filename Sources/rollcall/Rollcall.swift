internal import RollcallCommands

@main
enum Rollcall {
  static func main() async { await RollcallMain.run() }
}
