print("engagectl")
